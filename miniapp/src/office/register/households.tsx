import type { RegisterHousehold, RegisterPage } from '@hutang/shared/contract'
import { View } from '@tarojs/components'
import { call } from '../../api/client'
import { Card, LoadMore, Row } from '../../components'
import { useMore } from '../../hooks/use-more'
import { placeLine } from '../words'
import { queryOf, type Wanted } from './wanted'

interface HouseholdsProps {
  page: RegisterPage
  wanted: Wanted
  /** Shown beside the list. */
  chosen: string | undefined
  onOpen: (id: string) => void
}

export function Households({ page, wanted, chosen, onOpen }: HouseholdsProps) {
  const pages = useMore(
    { items: page.households, next: page.next },
    async (cursor) => {
      const { households, next } = await call('GET /api/regions/:code/register', {
        params: { code: page.region.code },
        query: { ...queryOf(wanted), cursor },
      })
      return { items: households, next }
    },
    JSON.stringify(wanted),
  )
  return (
    <>
      <Card flush>
        {pages.items.map((household) => (
          <View
            className={household.id === chosen ? 'chosen-row chosen-row--is' : 'chosen-row'}
            key={household.id}
          >
            <Row
              title={household.head}
              detail={peopleOf(household)}
              note={placeLine(household)}
              value={household.code}
              onPress={() => onOpen(household.id)}
            />
          </View>
        ))}
      </Card>
      <LoadMore pages={pages} />
    </>
  )
}

/** "3 人：沈国良、陆文华、沈小宝"; of a large household the first few. */
function peopleOf({ people, ended }: RegisterHousehold): string {
  if (ended) return '已并户，或没有人了'
  if (people.length === 0) return '没有登记的人'
  const names = people.slice(0, mostNames).map(({ name }) => name)
  return `${people.length} 人：${names.join('、')}${people.length > mostNames ? '等' : ''}`
}

const mostNames = 6
