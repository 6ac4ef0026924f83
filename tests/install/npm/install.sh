npm install threading-playground
