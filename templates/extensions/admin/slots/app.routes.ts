<%~ slot('admin.mount') or %>
if (settings.ADMIN_PASSWORD) app.route('/admin', admin(settings))
<%~ end %>
