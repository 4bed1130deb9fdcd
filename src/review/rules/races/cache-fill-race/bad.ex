defmodule Wiki.Pages do
  alias Wiki.{Page, Repo}

  def fetch(id) do
    case Cachex.get(:wiki_pages, id) do
      {:ok, nil} ->
        page = Repo.get(Page, id)
        # hazard: cache-fill-race
        Cachex.put(:wiki_pages, id, page)
        page

      {:ok, page} ->
        page
    end
  end

  def rename(page, title) do
    with {:ok, page} <- Repo.update(Page.rename(page, title)) do
      Cachex.del(:wiki_pages, page.id)
      {:ok, page}
    end
  end
end
