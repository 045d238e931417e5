<%~ slot('admin.settings') or %>
/** Opens /admin to the user `admin`. */
ADMIN_PASSWORD: z.string().min(32).optional(),
<%~ end %>
