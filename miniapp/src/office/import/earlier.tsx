import type { RegisterImport } from '@hutang/shared/contract'
import { Card, Row } from '../../components'
import { momentText } from '../../format/date'
import { officeAddress, openPage } from '../../hooks/navigation'
import { useScreen } from '../../hooks/use-screen'
import { Loaded } from '../../widgets'
import { stateTag, stateText } from './words'

/** Earlier imports: what was confirmed can be taken back as a whole, what was not can be gone on with. */
export function Earlier({ region }: { region: string }) {
  const screen = useScreen(
    'GET /api/regions/:code/register/imports',
    { params: { code: region } },
    { kept: false },
  )
  return (
    <Loaded screen={screen}>
      {({ imports }) =>
        imports.length === 0 ? null : (
          <Card title="以前的导入" flush>
            {imports.map((one) => (
              <Row
                key={one.id}
                title={one.name}
                detail={detailOf(one)}
                note={`${one.by} · ${momentText(one.at)}`}
                tag={{ text: stateText[one.state], tone: stateTag[one.state] }}
                onPress={() => void openPage(officeAddress('import', { region, id: one.id }))}
              />
            ))}
          </Card>
        )
      }
    </Loaded>
  )
}

function detailOf({ state, counts, result }: RegisterImport): string {
  if (result) return `新增 ${result.newPeople} 人，改了 ${result.changedPeople} 人`
  return state === 'staged' ? `${counts.rows} 行，还没有确认` : `${counts.rows} 行`
}
