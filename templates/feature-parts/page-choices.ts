
/** What forms offer for what <%= aTitle %> refers to. */
const choicesFor = async (db: Db<%= choicesUser %>) => ({
  <%~ slot('pages.choice') %>
})
