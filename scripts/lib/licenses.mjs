/**
 * The licences of everything that is compiled into the interpreter. A copy of the module must be distributed with their
 * texts.
 */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import spdx from "spdx-license-list/full.js";
import { Failure, output } from "./process.mjs";

const LICENCE_FILE = /^(un)?licen[cs]e|^copying|^notice|^copyright/i;
/** Not a crate of the registry, but part of every module. */
const STANDARD_LIBRARY = {
  name: "Rust's standard library",
  version: "",
  license: "MIT OR Apache-2.0",
  authors: ["The Rust Project contributors"],
  repository: "https://github.com/rust-lang/rust",
};

/** Python's library, which the interpreter's build script includes: it counts with the dependencies of this crate. */
const PACKED = ["rustpython-pylib"];

/** Returns other people's crates that are linked with `name` on wasm, sorted by name. */
function dependencies(name) {
  const options = ["--format-version", "1", "--filter-platform", "wasm32-unknown-unknown", "--locked"];
  const text = output("cargo", ["metadata", ...options], { maxBuffer: 256 * 1024 * 1024 });
  if (text === undefined) throw new Failure("cargo metadata cannot say what the interpreter is made of");
  const { packages, resolve, workspace_members: ours } = JSON.parse(text);
  const nodes = new Map(resolve.nodes.map((node) => [node.id, node]));
  // A macro runs in the compiler, and so do its dependencies.
  const macros = new Set(packages.filter((entry) => entry.targets[0].kind.includes("proc-macro")).map(({ id }) => id));
  const found = new Set();
  const visit = (id) => {
    if (found.has(id) || macros.has(id)) return;
    found.add(id);
    const linked = nodes.get(id).deps.filter((dep) => dep.dep_kinds.some(({ kind }) => kind === null));
    for (const { pkg } of linked) visit(pkg);
  };
  visit(packages.find((entry) => entry.name === name).id);
  for (const { id } of packages.filter((entry) => PACKED.includes(entry.name))) found.add(id);
  return packages.filter(({ id }) => found.has(id) && !ours.includes(id)).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Returns the standard text of every licence that `expression` names, with the names of the crate's authors. */
function standardTexts({ name, license, authors }) {
  const ids = license?.split(/[\s()/]+/).filter((word) => spdx[word]) ?? [];
  if (ids.length === 0) throw new Failure(`the crate ${name} neither has a licence's text nor names one (${license})`);
  const holders = authors.length > 0 ? authors.join(", ") : `the authors of ${name}`;
  return ids.map((id) => spdx[id].licenseText.replace("<year> <copyright holders>", holders));
}

/** Returns the texts in the crate or, if there are none, the standard texts. */
function textsOf(entry) {
  const folder = entry.manifest_path && dirname(entry.manifest_path);
  const names = folder
    ? readdirSync(folder, { withFileTypes: true })
        .filter((file) => file.isFile() && LICENCE_FILE.test(file.name))
        .map((file) => file.name)
    : [];
  if (entry.license_file && !names.includes(entry.license_file)) names.push(entry.license_file);
  return names.length > 0 ? names.map((name) => readFileSync(join(folder, name), "utf8")) : standardTexts(entry);
}

/** Returns one text for the whole interpreter: each crate with the name of its licence, then each text once. */
export function interpreterLicenses() {
  const crates = [...dependencies("threading-interpreter"), STANDARD_LIBRARY];
  const holders = new Map();
  for (const entry of crates) {
    for (const text of textsOf(entry)) {
      const trimmed = text.replaceAll("\r\n", "\n").trim();
      holders.set(trimmed, [...(holders.get(trimmed) ?? []), entry.name]);
    }
  }
  const list = crates.map(({ name, version, license, license_file: file, repository }) =>
    `- ${name} ${version} (${license ?? file}) ${repository ?? ""}`.replaceAll(/ +/g, " ").trimEnd(),
  );
  const texts = [...holders].map(([text, names]) => `## ${names.join(", ")}\n\n${text}`);
  return `# Licenses\n\nThe interpreter is compiled from these:\n\n${list.join("\n")}\n\n${texts.join("\n\n")}\n`;
}
