import type { RegisterHousehold, RegisterPage, RegisterPlace } from '@hutang/shared/contract'
import { useState } from 'react'
import { call } from '../../api/client'
import {
  Button,
  Checkbox,
  Dialog,
  EmptyState,
  Input,
  LoadMore,
  Problem,
  SearchBox,
  Select,
  toast,
} from '../../components'
import { useAction } from '../../hooks/use-action'
import { useMore } from '../../hooks/use-more'
import { useScreen } from '../../hooks/use-screen'
import { Loaded } from '../../widgets'
import { placeLine } from '../words'

interface AssignProps {
  region: string
  place: RegisterPlace
  onClose: () => void
  onDone: () => void
}

const route = 'GET /api/regions/:code/register'
const everyGroup = 'all'
/** As many as one request may put into a place. */
const most = 500

/** Puts many households into one place: found by group or by name, ticked, and put there at once. */
export function Assign({ region, place, onClose, onDone }: AssignProps) {
  const [group, setGroup] = useState(everyGroup)
  const [typed, setTyped] = useState('')
  const [q, setQ] = useState('')
  const [ticked, setTicked] = useState<readonly string[]>([])
  const [building, setBuilding] = useState('')
  const query = { limit: 50, ...(group !== everyGroup && { group }), ...(q && { q }) }
  const screen = useScreen(route, { params: { code: region }, query }, { kept: false })
  const read = (cursor: string | undefined): Promise<RegisterPage> =>
    call(route, { params: { code: region }, query: { ...query, ...(cursor && { cursor }) } })
  const pages = useMore(
    { items: screen.data?.households ?? [], next: screen.data?.next },
    async (cursor) => {
      const page = await read(cursor)
      return { items: page.households, next: page.next }
    },
    `${group}${q}`,
  )
  const all = useAction(async () => setTicked(await everyId(read, ticked)))
  const put = useAction(async () => {
    await call('POST /api/regions/:code/register/places/:place/households', {
      params: { code: region, place: place.id },
      body: { households: [...ticked], ...(building.trim() && { building: building.trim() }) },
    })
    toast(`${ticked.length} 户已放进${place.name}`)
    onDone()
  })
  const reason =
    ticked.length === 0 ? '请先点要放进来的户' : ticked.length > most ? `一次最多 ${most} 户` : undefined
  const tick = (id: string, on: boolean) =>
    setTicked(on ? [...ticked, id] : ticked.filter((one) => one !== id))
  return (
    <Dialog
      open
      title={`把户放进${place.name}`}
      onClose={onClose}
      actions={
        <Button busy={put.busy} reason={reason} onPress={() => void put.run()}>
          {ticked.length > 0 ? `放进来（${ticked.length} 户）` : '放进来'}
        </Button>
      }
    >
      <Select
        label="从哪个组里找"
        value={group}
        choices={[
          { value: everyGroup, label: '全村' },
          ...(screen.data?.groups ?? [])
            .filter(({ name }) => name)
            .map(({ name, households }) => ({
              value: name,
              label: name,
              detail: `${households} 户`,
            })),
        ]}
        onChange={setGroup}
      />
      <SearchBox placeholder="姓名或户号" value={typed} onChange={setTyped} onSearch={setQ} />
      {place.kind === 'estate' ? (
        <Input
          label="楼号"
          hint="都在这一幢的才写。例：12 号楼"
          maxLength={20}
          value={building}
          onChange={setBuilding}
        />
      ) : null}
      <Loaded screen={screen}>
        {() =>
          pages.items.length === 0 ? (
            <EmptyState icon="search" title="没有找到" detail="换一个组，或只写姓。" />
          ) : (
            <>
              <Button kind="quiet" busy={all.busy} onPress={() => void all.run()}>
                {pages.more || group !== everyGroup ? '这些户全选上' : `${pages.items.length} 户全选上`}
              </Button>
              {pages.items.map((household) => (
                <Checkbox
                  key={household.id}
                  label={household.head}
                  detail={[household.code, placeLine(household)].filter(Boolean).join(' · ')}
                  checked={ticked.includes(household.id)}
                  onChange={(on) => tick(household.id, on)}
                />
              ))}
              <LoadMore pages={pages} />
            </>
          )
        }
      </Loaded>
      <Problem error={all.error ?? put.error} />
    </Dialog>
  )
}

/** Those ticked already and every household that is found, page by page. */
async function everyId(
  read: (cursor: string | undefined) => Promise<RegisterPage>,
  ticked: readonly string[],
): Promise<string[]> {
  const found: RegisterHousehold[] = []
  let cursor: string | undefined
  do {
    const page = await read(cursor)
    found.push(...page.households)
    cursor = page.next
  } while (cursor && found.length < most)
  return [...new Set([...ticked, ...found.map(({ id }) => id)])]
}
