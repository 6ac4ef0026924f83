/** Packages of Debian's own, where we may install them. */
import { existsSync } from "node:fs";
import { run, which } from "./process.mjs";

const INSTALL = ["install", "-y", "--no-install-recommends"];

/** What to type for it, where we may not. */
export const aptCommand = (packages) => `sudo apt-get ${[...INSTALL, ...packages].join(" ")}`;

/** Installs packages with apt where we are root on Debian; whether it could. */
export async function installPackages(packages) {
  if (process.getuid?.() !== 0 || !existsSync("/etc/debian_version") || !which("apt-get")) return false;
  await run("apt-get", ["update"]);
  await run("apt-get", [...INSTALL, ...packages], { env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } });
  return true;
}
