app.route('/users', users)
