app.route('/webhooks', webhooks(settings))
