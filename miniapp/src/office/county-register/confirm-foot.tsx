import type { CountyImport } from '@hutang/shared/contract'
import { call } from '../../api/client'
import { Button, Problem } from '../../components'
import { useAction } from '../../hooks/use-action'

interface ConfirmFootProps {
  region: string
  county: CountyImport
  onChange: (county: CountyImport) => void
}

/** Puts the villages in which nothing is asked into their registers. */
export function ConfirmFoot({ region, county, onChange }: ConfirmFootProps) {
  const { id, villages, confirm } = county
  const clean = villages.filter((village) => village.clean && village.state === 'staged')
  const people = clean.reduce((sum, { counts }) => sum + counts.new, 0)
  const write = useAction(async () =>
    onChange(
      await call('POST /api/regions/:code/register/county/:id/confirm', { params: { code: region, id } }),
    ),
  )
  return (
    <>
      <Problem error={write.error} />
      <Button
        busy={write.busy}
        reason={confirm.allowed ? undefined : (confirm.reason ?? '现在不能确认')}
        onPress={() => void write.run()}
      >
        {`确认没有疑问的 ${clean.length} 个村（新增 ${people} 人）`}
      </Button>
    </>
  )
}
