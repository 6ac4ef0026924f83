npx threading-playground copy public
