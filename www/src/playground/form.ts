/** An example's two forms: as its document has it, and in Python 3. */
export type Form = "documented" | "python3";
