"""What a site needs to stand on the web: headers for hosts, addresses that stay, data for others.

All of it is made from the staged site or the model, and none of it is needed to open the site from
a folder.
"""
