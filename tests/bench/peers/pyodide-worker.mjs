/** Runs a program of `{ files, main, argv }` in Pyodide, like `python3 main argv` in the folder of the files. */
import { loadPyodide } from "./pyodide.mjs";

const FOLDER = "/home/pyodide/program";
const START = `
import runpy, sys
if folder not in sys.path:
    sys.path.insert(0, folder)
sys.argv = [main, *argv]
runpy.run_path(folder + "/" + main, run_name="__main__")
`;

// Not awaited here, because a message that arrived meanwhile would find no listener.
const loading = loadPyodide();

function write(pyodide, files) {
  for (const [name, content] of Object.entries(files)) {
    const path = `${FOLDER}/${name}`;
    pyodide.FS.mkdirTree(path.slice(0, path.lastIndexOf("/")));
    pyodide.FS.writeFile(path, content);
  }
}

async function run({ files, base64, main, argv }) {
  const pyodide = await loading;
  write(pyodide, files);
  const bytes = Object.entries(base64).map(([name, text]) => [
    name,
    Uint8Array.from(atob(text), (c) => c.charCodeAt(0)),
  ]);
  write(pyodide, Object.fromEntries(bytes));
  pyodide.FS.chdir(FOLDER);
  let stdout = "";
  pyodide.setStdout({ batched: (line) => (stdout += `${line}\n`) });
  const globals = pyodide.toPy({ folder: FOLDER, main, argv });
  try {
    await pyodide.runPythonAsync(START, { globals });
    return { stdout };
  } catch (error) {
    return { stdout, error: String(error.message ?? error) };
  }
}

addEventListener("message", async ({ data: { program } }) => {
  if (program) return postMessage(await run(program));
  await loading;
  postMessage({});
});
