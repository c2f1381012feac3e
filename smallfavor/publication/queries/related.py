"""What to read more below an article: its nearest by topics, by words, and a little by age; in its language.

One statement for any number of articles. Words are PostgreSQL's own, stemmed by the language and weighed as in
any search engine (frequent here, rare elsewhere). Not here: who is asked again when something new appears
(actions/bake_stale.py).
"""

from collections.abc import Iterable

from django.db import connection

from smallfavor.publication.models import Article
from smallfavor.publication.queries.stories import newest_first, public_articles
from smallfavor.publication.rules.search_words import CONFIGURATIONS, PLAIN

READ_MORE = 4
POOL_SIZE = 2000  # the newest of a language; older ones are not proposed, only served
TELLING_WORDS = 30  # of each article
TOPICS_SHARE, WORDS_SHARE, AGE_SHARE = 0.45, 1.0, 0.08

_CONFIGURATION = (
    "CASE lower(split_part(a.language, '-', 1)) "
    + " ".join(f"WHEN '{code}' THEN '{name}'::regconfig" for code, name in sorted(CONFIGURATIONS.items()))
    + f" ELSE '{PLAIN}'::regconfig END"
)

# Weights: (1 + ln tf) * ln((1 + n) / df), and the cosine of two articles over their most telling words.
_STATEMENT = f"""
WITH pool AS MATERIALIZED (
    SELECT a.page_ptr_id AS id, a.language, a.date,
           setweight(to_tsvector({_CONFIGURATION}, p.title), 'A') || a.words AS words
    FROM publication_article a JOIN wagtailcore_page p ON p.id = a.page_ptr_id
    WHERE a.page_ptr_id = ANY(%(pool)s) OR a.page_ptr_id = ANY(%(asked)s)
), size AS (
    SELECT language, count(*) AS n, max(date) AS newest FROM pool GROUP BY language
), word AS MATERIALIZED (
    SELECT pool.id, pool.language, w.lexeme, cardinality(w.positions) AS tf
    FROM pool, unnest(pool.words) w WHERE length(w.lexeme) > 1
), spread AS (
    SELECT language, lexeme, count(*) AS df FROM word GROUP BY language, lexeme HAVING count(*) > 1
), weighed AS (
    SELECT word.id, word.language, word.lexeme, (1 + ln(word.tf)) * ln((1.0 + size.n) / spread.df) AS weight
    FROM word JOIN spread USING (language, lexeme) JOIN size USING (language)
), ranked AS (
    SELECT *, row_number() OVER (PARTITION BY id ORDER BY weight DESC, lexeme) AS place FROM weighed
), telling AS MATERIALIZED (
    SELECT id, language, lexeme, weight, sqrt(sum(weight * weight) OVER (PARTITION BY id)) AS norm
    FROM ranked WHERE place <= {TELLING_WORDS} AND weight > 0
), near AS (
    SELECT one.id, other.id AS other, sum(one.weight * other.weight / (one.norm * other.norm)) AS words
    FROM telling one JOIN telling other USING (language, lexeme)
    WHERE one.id = ANY(%(asked)s) AND one.id <> other.id GROUP BY one.id, other.id
), topic AS MATERIALIZED (
    SELECT content_object_id AS id, tag_id, count(*) OVER (PARTITION BY content_object_id) AS n
    FROM publication_articletopic WHERE content_object_id IN (SELECT id FROM pool)
), shared AS (
    SELECT one.id, other.id AS other, sum(1 / sqrt(one.n * other.n)) AS topics
    FROM topic one JOIN topic other USING (tag_id)
    WHERE one.id = ANY(%(asked)s) AND one.id <> other.id GROUP BY one.id, other.id
), scored AS (
    SELECT one.id, other.id AS other, other.date,
           {WORDS_SHARE} * coalesce(near.words, 0) + {TOPICS_SHARE} * coalesce(shared.topics, 0)
           + {AGE_SHARE} * coalesce(30.0 / (30 + (size.newest - other.date)), 0) AS score
    FROM pool one JOIN pool other ON other.language = one.language AND other.id <> one.id
    JOIN size ON size.language = one.language
    LEFT JOIN near ON near.id = one.id AND near.other = other.id
    LEFT JOIN shared ON shared.id = one.id AND shared.other = other.id
    WHERE one.id = ANY(%(asked)s) AND other.id = ANY(%(pool)s)
), best AS (
    SELECT id, other, row_number() OVER (PARTITION BY id ORDER BY score DESC, date DESC NULLS LAST, other) AS place
    FROM scored
)
SELECT id, array_agg(other ORDER BY place) FROM best WHERE place <= %(limit)s GROUP BY id
"""  # noqa: S608 (only our own constants are written in)


def related_ids(articles: Iterable[int], *, limit: int = READ_MORE) -> dict[int, list[int]]:
    """For each of these articles the ids of its nearest, best first; never itself, always in its language.

    Fewer than `limit` only where the language has no more public articles.
    """
    asked = list(articles)
    if not asked:
        return {}
    values: dict[str, list[int] | int] = {"asked": asked, "pool": _pool(asked), "limit": limit}
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENT, values)
        found = dict(cursor.fetchall())
    return {article: list(found.get(article, ())) for article in asked}


def related_articles(article: Article) -> list[Article]:
    """The articles to read more below this one, best first: those that are known already, else asked for."""
    ids = related_ids([article.pk])[article.pk] if article.proposed is None else article.proposed
    found = public_articles().in_bulk(ids)
    return [found[pk] for pk in ids if pk in found]


def _pool(asked: list[int]) -> list[int]:
    spoken = Article.objects.filter(pk__in=asked).order_by().values_list("language", flat=True).distinct()
    pool: list[int] = []
    for language in spoken:
        pool += newest_first(public_articles().filter(language=language)).values_list("pk", flat=True)[:POOL_SIZE]
    return pool
