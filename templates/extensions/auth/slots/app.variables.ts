<%~ slot('auth.site') or %>
c.set('site', settings)
<%~ end %>
