// The theme that the reader chose, before the first paint: a script that came later would flash the other one.
try {
  const theme = localStorage.getItem("threading-playground:theme:1");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage is blocked: the system's theme it is.
}
