app.route('/admin', admin(settings))
