threading-playground copy docs
