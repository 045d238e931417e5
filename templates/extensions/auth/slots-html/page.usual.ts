aside: c.var.user && html`<form method="post" action="/sign-out"><button>Sign out</button></form>`,
