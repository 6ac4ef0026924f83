project = "Threads by example"
extensions = ["threading_playground.sphinx"]
