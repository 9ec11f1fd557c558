import type { CheckupNotice } from '@hutang/shared/contract'
import { Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { call } from '../../api/client'
import type { Answer } from '../../api/contract'
import { download } from '../../api/download'
import { Button, Card, EmptyState, LoadMore, Problem, Row, toast } from '../../components'
import { dayText } from '../../format/date'
import { goTo } from '../../hooks/navigation'
import { useAction } from '../../hooks/use-action'
import { useMore } from '../../hooks/use-more'
import { useScreen } from '../../hooks/use-screen'
import { useWorkRegion } from '../../hooks/use-work-region'
import { Page, RegionSwitch, SignInGate } from '../../widgets'
import { EntryRow } from '../components/old-notices/entry-row'
import '../components/old-notices/old.scss'
import { checkupWords } from '../components/old-notices/checkup-words'
import { whySignIn } from '../words'

const title = '老公示体检'

/** 体检: what waits to be mended before it comes in, and what of the published would be refused today. */
export default function CheckupPage() {
  const { region, regions, choose } = useWorkRegion(useRouter().params.region)
  const screen = useScreen(
    'GET /api/regions/:code/checkup',
    region === null ? null : { params: { code: region }, query: {} },
    { kept: false },
  )
  if (region === null) return <SignInGate title={title} why={whySignIn} />
  return (
    <Page
      title={title}
      screen={screen}
      above={<RegionSwitch regions={regions} current={region} onChange={choose} />}
    >
      {(data) => <Content data={data} region={region} onChange={screen.reload} />}
    </Page>
  )
}

interface ContentProps {
  data: Answer<'GET /api/regions/:code/checkup'>
  region: string
  onChange: () => Promise<void>
}

function Content({ data, region, onChange }: ContentProps) {
  const { checkup, held, villages, mayRun } = data
  const params = { code: region }
  const run = useAction(async () => {
    const { found } = await call('POST /api/regions/:code/checkup', { params })
    toast(found > 0 ? `${found} 条有问题` : '没有发现问题')
    await onChange()
  })
  const print = useAction(() =>
    download('GET /api/regions/:code/checkup.pdf', { params, name: '老公示体检清单.pdf', open: true }),
  )
  return (
    <>
      <Card flush>
        <Row {...checkupWords(checkup)} {...(checkup.checkedAt === null ? { note: undefined } : {})} />
      </Card>
      {mayRun ? (
        <Card>
          <Text className="old__note">
            按现在的规矩，把已经公开的都看一遍：身份证号、手机号、住址，每户只看自己的名单，姓名和病情、救助放在一起的。只列出来，不会改。
          </Text>
          <View className="old__actions">
            <Button busy={run.busy} onPress={() => void run.run()}>
              {checkup.checkedAt === null ? '做一次体检' : '再做一次'}
            </Button>
            <Button kind="secondary" icon="document" busy={print.busy} onPress={() => void print.run()}>
              打印清单
            </Button>
          </View>
          <Problem error={run.error} />
          <Problem error={print.error} />
        </Card>
      ) : null}
      {held.length > 0 ? (
        <Card title="改好才能补录" flush>
          {held.map((entry) => (
            <EntryRow key={entry.id} entry={entry} mends={mayRun} onChange={onChange} />
          ))}
        </Card>
      ) : null}
      {mayRun ? <Found first={data} region={region} checked={checkup.checkedAt} /> : null}
      {villages.length > 0 ? (
        <Card title="各村" flush>
          {villages.map((village) => {
            const words = checkupWords(village)
            return <Row key={village.region} {...words} title={`${village.name}：${words.title}`} />
          })}
        </Card>
      ) : null}
    </>
  )
}

function Found({
  first,
  region,
  checked,
}: {
  first: ContentProps['data']
  region: string
  checked: string | null
}) {
  const read = (cursor: string) =>
    call('GET /api/regions/:code/checkup', { params: { code: region }, query: { cursor } })
  const pages = useMore(first, read, `${region} ${checked ?? ''}`)
  if (checked === null) return null
  if (pages.items.length === 0) return <EmptyState icon="check" title="已公开的没有发现问题" />
  return (
    <>
      <Card title="已公开的，请更正或撤下" flush>
        {pages.items.map((notice) => (
          <FoundRow key={notice.notice} notice={notice} />
        ))}
      </Card>
      <LoadMore pages={pages} />
    </>
  )
}

const mostShown = 5

function FoundRow({
  notice: { notice, title: name, item, publishedAt, backfilled, findings, found },
}: {
  notice: CheckupNotice
}) {
  const lines = findings.slice(0, mostShown).map(({ message }) => message)
  return (
    <Row
      title={name}
      detail={[...lines, ...(found > lines.length ? [`还有 ${found - lines.length} 处`] : [])].join('\n')}
      note={[dayText(publishedAt), `第 ${item.no} 项 ${item.name}`, ...(backfilled ? ['补录'] : [])].join(
        ' · ',
      )}
      hint="点开，更正、先遮住或者撤下"
      onPress={() => goTo('notice', { id: notice })}
    />
  )
}
