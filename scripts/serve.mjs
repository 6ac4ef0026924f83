/** Serves dist/ with the isolation headers: `node scripts/serve.mjs [--port N] [--host ADDRESS]`. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { distFolder } from "./lib/paths.mjs";
import { Failure, program } from "./lib/process.mjs";
import { startServerNear } from "./lib/server.mjs";

await program(async () => {
  const { values } = parseArgs({
    options: { port: { type: "string", default: "8000" }, host: { type: "string", default: "127.0.0.1" } },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Failure(`--port ${values.port}: not a port`);
  const folder = distFolder();
  if (!existsSync(join(folder, "index.html"))) throw new Failure("there is no built page yet: run npm start");
  const { url } = await startServerNear({ folder, port, host: values.host });
  console.log(`Threading Playground: ${url} (Ctrl+C ends it)`);
});
