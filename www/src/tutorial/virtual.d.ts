/** Made by `build/plugin.ts` from the chapters. */
declare module "virtual:tutorial-search" {
  const entries: readonly import("./search").SearchEntry[];
  export default entries;
}
