import { Text } from '@tarojs/components'
import { a11y } from '../../a11y/a11y'
import type { Answer } from '../../api/contract'
import { Checkbox, EmptyState, Section, Tabs } from '../../components'
import { groupsOf } from '../../format/groups'
import { catalogueFilter } from '../../store/catalogue-filter'
import { ItemRow } from './item-row'
import { LeftOut } from './left-out'

type CatalogueData = Answer<'GET /api/screens/catalogue'>

/** The categories and their items, each item with its state. */
export function Listing({ catalogue }: { catalogue: CatalogueData }) {
  const filter = catalogueFilter.use()
  const { categories, items, region, left } = catalogue
  const groups = groupsOf(categories)
  // The chosen group may belong to another region's catalogue.
  const known = groups.some(({ name }) => name === filter.group)
  const current = known ? filter.group : ''
  const shown = categories
    .filter(({ group }) => current === '' || group === current)
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
        unit="项"
        label="类别"
        tabs={[
          { id: '', name: '全部', count: items.length },
          ...groups.map(({ name, items: all }) => ({ id: name, name, count: all })),
        ]}
        current={current}
        onChange={(group) => catalogueFilter.set({ ...filter, group })}
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
          <Section
            key={summary.category}
            title={summary.category}
            aside={
              <Text {...a11y({ label: `已公开 ${summary.published} 项，共 ${summary.items} 项` })}>
                {`已公开 ${summary.published}/${summary.items}`}
              </Text>
            }
          >
            {own.map((item) => (
              <ItemRow key={item.no} item={item} region={region.code} />
            ))}
          </Section>
        ),
      )}
      {current === '' && !filter.missingOnly ? <LeftOut left={left} /> : null}
    </>
  )
}
