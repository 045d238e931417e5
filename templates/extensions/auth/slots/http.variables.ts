<%~ slot('auth.site') or %>
/** Where the pages are that mails lead to. */
site: { APP_URL: string }
<%~ end %>
