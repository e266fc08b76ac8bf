"""The pages of a server, for a person with a browser: jinja2's templates over what the hooks return.

`router` finds the page, and `domain_pages` and its neighbours ask the hooks. `templates/` has the markup, `assets/` the
style and the script, which stand in each page.
"""
