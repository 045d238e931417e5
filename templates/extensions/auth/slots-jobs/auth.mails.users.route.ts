app.route('/users', users())
