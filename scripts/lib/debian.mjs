/** Installs Debian packages, if that is allowed. */
import { existsSync } from "node:fs";
import { run, which } from "./process.mjs";

const INSTALL = ["install", "-y", "--no-install-recommends"];

/** Returns the command for the user, if it is not. */
export const aptCommand = (packages) => `sudo apt-get ${[...INSTALL, ...packages].join(" ")}`;

/** Installs packages with apt if the user is root on Debian. Returns whether it did. */
export async function installPackages(packages) {
  if (process.getuid?.() !== 0 || !existsSync("/etc/debian_version") || !which("apt-get")) return false;
  await run("apt-get", ["update"]);
  await run("apt-get", [...INSTALL, ...packages], { env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } });
  return true;
}
