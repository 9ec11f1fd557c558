import type { Turnover } from '@hutang/shared/contract'
import { Text } from '@tarojs/components'
import { call } from '../../api/client'
import type { Answer } from '../../api/contract'
import { Button, Card, EmptyState, Fold, LoadMore, Row } from '../../components'
import { momentText } from '../../format/date'
import { goToOffice } from '../../hooks/navigation'
import { useMore } from '../../hooks/use-more'
import { useScreen } from '../../hooks/use-screen'
import { AskFirst, Loaded } from '../../widgets'
import type { PostsData } from './data'

interface ToolsProps {
  data: PostsData
  reload: () => Promise<void>
}

/** Beside the list: 换届, what was handed over, and who gave what to whom. */
export function Tools({ data, reload }: ToolsProps) {
  const code = data.region.code
  return (
    <>
      {data.manages ? <Turnovers code={code} reload={reload} /> : null}
      <Handovers data={data} />
      {data.manages ? (
        <Fold title="谁定了谁的岗位" note="每一次都记着">
          <History code={code} />
        </Fold>
      ) : null}
    </>
  )
}

function Turnovers({ code, reload }: { code: string; reload: () => Promise<void> }) {
  const screen = useScreen('GET /api/regions/:code/turnovers', { params: { code } }, { kept: false })
  const takeBack = async (id: string) => {
    await call('DELETE /api/turnovers/:id', { params: { id } })
    await Promise.all([screen.reload(), reload()])
  }
  return (
    <Card title="换届">
      <Text className="posts__line">
        一张表换一个村或全县的岗位，也可以只定组长：先给您看谁上任、谁离任，确认后到日子自动生效。
      </Text>
      <Button icon="people" onPress={() => goToOffice('turnover', { region: code })}>
        用一张表换届
      </Button>
      {screen.data?.turnovers.map((one) => (
        <Done key={one.id} turnover={one} onTakeBack={takeBack} />
      ))}
    </Card>
  )
}

function Done({ turnover, onTakeBack }: { turnover: Turnover; onTakeBack: (id: string) => Promise<void> }) {
  const { id, text, by, at, takeBack } = turnover
  return (
    <Row title={text} note={`${by} · ${momentText(at)}`}>
      {takeBack ? (
        <AskFirst
          action="撤回这次换届"
          after="撤回后，离任的照旧，上任的不上任；之后单独改过的岗位不动。"
          run={() => onTakeBack(id)}
        />
      ) : undefined}
    </Row>
  )
}

/** 交接清单 */
function Handovers({ data: { handovers, orphans } }: { data: PostsData }) {
  if (handovers.length === 0 && orphans.length === 0) return null
  return (
    <Card title="交接清单" flush>
      {orphans.map(({ region, count }) => (
        <Row
          key={region.code}
          icon="alert"
          title={`${region.name}有${count}件没有人接手`}
          detail="写的人不在岗位上了。这里任何一位经办都可以在工作台上接手；没有经办的，请先给一个岗位。"
        />
      ))}
      {handovers.map(({ id, region, from, text, at, lines }) => (
        <Fold key={id} title={`${region.name} ${from}：${text}`} note={momentText(at)} flush>
          {lines.map((line) => (
            <Row
              key={line.notice}
              title={line.title}
              detail={`${line.itemNo} ${line.itemName}`}
              note={line.stateText}
            />
          ))}
        </Fold>
      ))}
    </Card>
  )
}

function History({ code }: { code: string }) {
  const screen = useScreen('GET /api/regions/:code/posts/history', { params: { code } }, { kept: false })
  return <Loaded screen={screen}>{(first) => <Entries code={code} first={first} />}</Loaded>
}

function Entries({ code, first }: { code: string; first: Answer<'GET /api/regions/:code/posts/history'> }) {
  const pages = useMore(
    first,
    (cursor) => call('GET /api/regions/:code/posts/history', { params: { code }, query: { cursor } }),
    code,
  )
  if (pages.items.length === 0) return <EmptyState icon="list" title="还没有记录" />
  return (
    <>
      {pages.items.map(({ id, at, text }) => (
        <Row key={id} title={text} note={momentText(at)} />
      ))}
      <LoadMore pages={pages} />
    </>
  )
}
