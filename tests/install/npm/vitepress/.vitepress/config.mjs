import threadingPlayground from "threading-playground/markdown-it";
import { defineConfig } from "vitepress";

export default defineConfig({
  title: "Threads by example",
  head: [["script", { type: "module", src: "/threading-playground/threading-playground.js" }]],
  markdown: {
    config: (md) => md.use(threadingPlayground, { vue: true }),
  },
});
