import mdx from "@astrojs/mdx";
import { defineConfig } from "astro/config";
import threadingPlayground from "threading-playground/remark";

export default defineConfig({
  integrations: [mdx()],
  markdown: { remarkPlugins: [threadingPlayground] },
});
