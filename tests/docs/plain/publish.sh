cp threading-playground/service-worker.js .
