pip install threading-playground
