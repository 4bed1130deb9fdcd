defmodule Wiki.Pages do
  alias Wiki.{Page, Repo}

  # Old values live for a second at most.
  def fetch(id) do
    case Cachex.get(:wiki_pages, id) do
      {:ok, nil} ->
        page = Repo.get(Page, id)
        Cachex.put(:wiki_pages, id, page, ttl: 1_000)
        page

      {:ok, page} ->
        page
    end
  end

  # Nobody changes or deletes these.
  def country(code) do
    case Cachex.get(:wiki_countries, code) do
      {:ok, nil} ->
        country = Repo.get(Wiki.Country, code)
        Cachex.put(:wiki_countries, code, country)
        country

      {:ok, country} ->
        country
    end
  end

  def rename(page, title) do
    with {:ok, page} <- Repo.update(Page.rename(page, title)) do
      Cachex.del(:wiki_pages, page.id)
      {:ok, page}
    end
  end
end
