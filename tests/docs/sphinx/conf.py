project = "Threads by example"
author = "Threading Playground"

extensions = ["sphinx.ext.githubpages", "sphinx_copybutton"]
html_theme = "furo"

# _static/threading-playground/ is the built folder.
html_static_path = ["_static"]
html_js_files = [
    (
        "threading-playground/threading-playground.js",
        {
            "type": "module",
            "data-selector": ".highlight-python",
            "data-output-selector": ".highlight-text",
        },
    )
]
