"""The pages of a server, for a person with a browser: plain HTML without scripts, made of what the hooks answer."""
