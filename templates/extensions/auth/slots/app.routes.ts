<%~ slot('auth.mails.users.route') or %>
app.route('/users', users(settings))
<%~ end %>
