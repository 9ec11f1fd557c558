import type { Answer } from '../../api/contract'
import { Card, Checkbox, EmptyState, Progress, Tabs } from '../../components'
import { catalogueFilter } from '../../store/catalogue-filter'
import { ItemRow } from './item-row'
import { LeftOut } from './left-out'

type CatalogueData = Answer<'GET /api/screens/catalogue'>

/** The categories and their items, each item with its state. */
export function Listing({ catalogue }: { catalogue: CatalogueData }) {
  const filter = catalogueFilter.use()
  const { categories, items, region, left } = catalogue
  // The chosen category may belong to another region's catalogue.
  const known = categories.some(({ category }) => category === filter.category)
  const current = known ? filter.category : ''
  const shown = categories
    .filter(({ category }) => current === '' || category === current)
    .map((summary) => ({
      summary,
      items: items.filter(
        (item) => item.category === summary.category && (!filter.missingOnly || item.state === 'missing'),
      ),
    }))
  const count = shown.reduce((sum, one) => sum + one.items.length, 0)
  if (items.length === 0) {
    return <EmptyState icon="catalogue" title="目录还没有设好" detail="请问问村委会，或过些天再来看。" />
  }
  return (
    <>
      <Tabs
        label="类别"
        tabs={[
          { id: '', name: '全部', count: items.length },
          ...categories.map(({ category, items: all }) => ({ id: category, name: category, count: all })),
        ]}
        current={current}
        onChange={(category) => catalogueFilter.set({ ...filter, category })}
      />
      <Checkbox
        label="只看应公开未公开的"
        checked={filter.missingOnly}
        onChange={(missingOnly) => catalogueFilter.set({ ...filter, missingOnly })}
      />
      {count === 0 ? (
        <EmptyState icon="check" title="这里都公开了" detail="没有应公开未公开的事项。" />
      ) : null}
      {shown.map(({ summary, items: own }) =>
        own.length === 0 ? null : (
          <Card
            key={summary.category}
            title={summary.category}
            aside={<Progress words="已公开" done={summary.published} of={summary.items} />}
            flush
          >
            {own.map((item) => (
              <ItemRow key={item.no} item={item} region={region.code} />
            ))}
          </Card>
        ),
      )}
      {current === '' && !filter.missingOnly ? <LeftOut left={left} /> : null}
    </>
  )
}
