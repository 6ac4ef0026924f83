npx threading-playground copy public --versioned
