"""``threading-playground check``: which tier readers get from a host or a folder, and what to change."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from email.message import Message
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urljoin
from urllib.request import Request, urlopen

from .folder import NAME, version_of

_SCRIPT = re.compile(r"""<script\b[^>]*\bsrc=["']?(?P<src>[^"'\s>]*threading-playground\.js[^"'\s>]*)[^>]*>""")
_IMPORT = re.compile(r"""\bimport\(.*?"(?P<src>threading-playground/threading-playground\.js)\"""")
_WORKER = re.compile(r"""\bdata-service-worker=["']?(?P<src>[^"'\s>]+)""")

OPENER = "Cross-Origin-Opener-Policy"
EMBEDDER = "Cross-Origin-Embedder-Policy"
SLOW_MBITS = 10
"""A slow line, for the time that a first run takes."""
HEADERS = f"{OPENER}: same-origin\n    {EMBEDDER}: require-corp"


@dataclass
class Report:
    """What was found: the tiers of docs/element.md, for each kind of browser, and what would better it."""

    chromium: str = "recorded"
    others: str = "recorded"
    changes: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def text(self) -> str:
        says = {
            "page": "programs run in the page",
            "frame": "programs run in a hidden frame",
            "link": "the button opens the playground, where programs run",
            "recorded": "only recorded output is shown",
        }
        lines = [
            f"Chromium, Edge:  {self.chromium:9} {says[self.chromium]}",
            f"Firefox, Safari: {self.others:9} {says[self.others]}",
            *(f"note: {each}" for each in self.notes),
            *(f"change: {each}" for each in self.changes),
        ]
        return "\n".join(lines)


@dataclass
class Answer:
    status: int
    headers: Message
    text: str = ""


def is_isolating(headers: Message | dict[str, str]) -> bool:
    opener = headers.get(OPENER, "").partition(";")[0].strip()
    embedder = headers.get(EMBEDDER, "").partition(";")[0].strip()
    return opener == "same-origin" and embedder in ("require-corp", "credentialless")


def fetch(url: str, *, method: str = "GET", encoding: str = "identity") -> Answer:
    request = Request(url, method=method, headers={"Accept-Encoding": encoding, "User-Agent": NAME})
    try:
        with urlopen(request, timeout=20) as response:
            body = response.read()
            return Answer(response.status, response.headers, body.decode("utf-8", "replace"))
    except HTTPError as error:
        return Answer(error.code, error.headers)


def script_in(page: str) -> tuple[str, str | None] | None:
    """The script's address in a page, and its service worker's."""
    if found := _SCRIPT.search(page):
        worker = _WORKER.search(found[0])
        return found["src"], worker["src"] if worker else None
    # What the mdBook preprocessor writes.
    found = _IMPORT.search(page)
    return (found["src"], None) if found else None


def check_url(url: str) -> Report:
    """Asks the host as a browser would."""
    report = Report()
    try:
        page = fetch(url)
    except (URLError, OSError) as error:
        report.changes.append(f"{url} cannot be reached: {getattr(error, 'reason', error)}")
        return report
    if page.status >= 400:
        report.changes.append(f"{url} answers {page.status}: name a page that is there")
        return report
    found = script_in(page.text)
    if found is None:
        report.changes.append(f"{url} loads no threading-playground.js: name a page with a live example")
        return report
    script, worker = found
    folder = urljoin(urljoin(url, script), ".")
    if missing := _missing(folder):
        report.changes += missing
        return report
    has_worker = worker is not None and fetch(urljoin(url, worker)).status < 400
    if worker is not None and not has_worker:
        report.changes.append(f"the service worker {worker} is not there: copy service-worker.js from the folder")
    _tiers(report, is_isolating(page.headers), has_worker, secure=_is_secure(url))
    _weigh(report, folder)
    return report


def _missing(folder: str) -> list[str]:
    wanted = {
        "threading-playground.js": "javascript",
        "frame.html": "html",
        "index.html": "html",
        "service-worker.js": "javascript",
    }
    troubles = []
    for name, kind in wanted.items():
        answer = fetch(urljoin(folder, name), method="HEAD")
        if answer.status >= 400:
            troubles.append(f"{urljoin(folder, name)} answers {answer.status}: publish the whole folder")
        elif kind not in answer.headers.get("Content-Type", ""):
            troubles.append(f"{name} is sent as {answer.headers.get('Content-Type')}, not as {kind}")
    return troubles


def _is_secure(url: str) -> bool:
    return url.startswith("https:") or bool(re.match(r"http://(localhost|127\.0\.0\.1|\[::1\])[:/]", url))


def _tiers(report: Report, isolated: bool, has_worker: bool, *, secure: bool) -> None:
    if not secure:
        report.changes.append("use https: browsers share memory between threads on secure pages alone")
        return
    if isolated or has_worker:
        report.chromium = report.others = "page"
        if not isolated:
            report.notes.append("the service worker isolates the page: a reader's first page loads twice, once")
        return
    report.chromium, report.others = "frame", "link"
    report.notes.append("a reader's first run loads the hidden frame twice, for its service worker; later runs do not")
    report.changes.append(f"for Firefox and Safari, send with every page\n    {HEADERS}\n  or use the service worker")


def _weigh(report: Report, folder: str) -> None:
    answer = fetch(urljoin(folder, "version.json"))
    if answer.status >= 400:
        return
    if found := re.search(r'"runtime":\s*"([^"]+)"', answer.text):
        module = urljoin(folder, f"{found[1]}/interpreter_bg.wasm")
        sent = fetch(module, method="HEAD", encoding="gzip, br, zstd")
        kind, coding = sent.headers.get("Content-Type", ""), sent.headers.get("Content-Encoding")
        if "application/wasm" not in kind:
            report.changes.append(f"the module is sent as {kind or 'nothing'}: send .wasm as application/wasm")
        megabytes = int(sent.headers.get("Content-Length") or 0) / 1e6
        size = f"{megabytes:.1f} MB" if megabytes else "of unknown size"
        takes = f"; {megabytes * 8 / SLOW_MBITS:.0f} s at {SLOW_MBITS} Mbit/s" if megabytes else ""
        report.notes.append(
            f"a reader's first run fetches the interpreter: {size}, {coding or 'not compressed'}{takes}"
        )
        if coding is None:
            report.changes.append("compress .wasm (brotli, gzip): a first run then fetches about a third of it")


def check_folder(folder: Path) -> Report:
    """What the files say: the host's headers are not among them, but for files that some hosts take them from."""
    report = Report()
    scripts = [path for path in folder.rglob("threading-playground.js") if version_of(path.parent)]
    if not scripts:
        report.changes.append(f"{folder} has no folder of Threading Playground's: threading-playground copy {folder}")
        return report
    pages = _own_pages(folder, scripts)
    texts = {page: page.read_text(encoding="utf-8", errors="replace") for page in pages}
    found = {page: each for page, text in texts.items() if (each := script_in(text))}
    _copies(report, folder, scripts, {page: found[page][0] if page in found else None for page in pages})
    if not found:
        report.changes.append("no page loads threading-playground.js")
        return report
    report.notes.append(f"{len(found)} of {len(pages)} pages have live examples")
    _tiers(report, _headers_file(folder), any(worker for _, worker in found.values()), secure=True)
    underscored = any(path.startswith("_") for script in scripts for path in script.relative_to(folder).parts)
    if underscored and not (folder / ".nojekyll").exists():
        report.changes.append("for GitHub Pages add an empty file .nojekyll, or folders that begin with _ are left out")
    return report


def _copies(report: Report, root: Path, scripts: list[Path], addresses: dict[Path, str | None]) -> None:
    """Which copy each page loads, if any, so that an author knows which copies can be deleted."""
    users = dict.fromkeys(scripts, 0)
    for page, address in addresses.items():
        script = _script_at(root, page, address, scripts) if address else None
        if script is not None:
            users[script] += 1
        elif address and "://" not in address:
            report.changes.append(f"{page} loads {address}, which is not there")
    for script, count in users.items():
        version = (version_of(script.parent) or {}).get("version")
        used = f"{count} of {len(addresses)} pages load it" if count else "no page loads it, so it can be deleted"
        report.notes.append(f"{script.parent}: version {version}; {used}")


def _script_at(root: Path, page: Path, address: str, scripts: list[Path]) -> Path | None:
    path = address.partition("?")[0].partition("#")[0]
    if path.startswith("/") or "://" in path:
        # The site may be in a folder of its host, which the files do not tell.
        ends = [script for script in scripts if path.endswith(f"/{script.relative_to(root).as_posix()}")]
        return max(ends, key=lambda script: len(script.parts), default=None)
    # From the page; for mdBook, from the top of the site.
    places = [(start / path).resolve() for start in (page.parent, root)]
    return next((script for place in places for script in scripts if script.resolve() == place), None)


def _own_pages(folder: Path, scripts: list[Path]) -> list[Path]:
    ours = {script.parent for script in scripts}
    return [path for path in sorted(folder.rglob("*.html")) if not ours & set(path.parents)]


def _headers_file(folder: Path) -> bool:
    """Netlify and Cloudflare Pages take headers from `_headers`."""
    try:
        text = (folder / "_headers").read_text(encoding="utf-8")
    except OSError:
        return False
    pairs = (line.strip().split(":", 1) for line in text.splitlines() if line[:1].isspace() and ":" in line)
    return is_isolating({name.strip(): value.strip() for name, value in pairs})
