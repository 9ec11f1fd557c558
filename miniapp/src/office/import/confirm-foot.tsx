import type { RegisterImport } from '@hutang/shared/contract'
import { Text } from '@tarojs/components'
import { call } from '../../api/client'
import { Button, Problem } from '../../components'
import { useAction } from '../../hooks/use-action'

interface ConfirmFootProps {
  data: RegisterImport
  onChange: (data: RegisterImport) => void
  /** The register has changed meanwhile: look again at what the file changes now. */
  onStale: () => Promise<void>
}

/** The one step that changes the register; its numbers are on the button. */
export function ConfirmFoot({ data, onChange, onStale }: ConfirmFootProps) {
  const { id, region, confirm, counts } = data
  const left = leftOut(data)
  const write = useAction(async () => {
    const body = counts.open > 0 ? { leaveOpen: true } : {}
    onChange(
      await call('POST /api/regions/:code/register/imports/:id/confirm', {
        params: { code: region.code, id },
        body,
      }),
    )
  })
  const apply = async () => {
    if (!(await write.run())) await onStale()
  }
  return (
    <>
      <Problem error={write.error} />
      {left ? <Text className="import__left">{left}</Text> : null}
      <Button
        busy={write.busy}
        reason={confirm.allowed || counts.open > 0 ? undefined : (confirm.reason ?? '现在不能导入')}
        onPress={() => void apply()}
      >
        {`确认导入：${whatChanges(data)}`}
      </Button>
    </>
  )
}

/** "新增 3012 人 812 户，改 4 人" */
function whatChanges({ counts }: RegisterImport): string {
  const parts = [
    counts.new > 0
      ? `新增 ${counts.new} 人${counts.newHouseholds > 0 ? ` ${counts.newHouseholds} 户` : ''}`
      : '',
    counts.changed > 0 ? `改 ${counts.changed} 人` : '',
  ].filter(Boolean)
  return parts.join('，') || '没有要改的'
}

/** What this import leaves as it is; undefined where everything is in it. */
function leftOut({ counts }: RegisterImport): string | undefined {
  const parts = [
    counts.open > 0 ? `${counts.open} 处没有答的先放着` : '',
    counts.problem > 0 ? `${counts.problem} 行里看不懂的格子先空着` : '',
  ].filter(Boolean)
  return parts.length > 0 ? parts.join('，') : undefined
}
