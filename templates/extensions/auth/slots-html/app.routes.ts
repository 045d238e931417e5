app.route('/sign-in', signInPages(settings))
app.route('/sign-out', signOutPage(settings))
