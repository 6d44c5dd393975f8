"""Files that a site needs on the web: headers for hosts, permanent addresses, data for other sites.

All of it is made from the staged site or the model, and is not needed to open the site from a
folder.
"""
