import type { RegisterImport } from '@hutang/shared/contract'
import { Text } from '@tarojs/components'
import { call } from '../../api/client'
import { Button, Problem } from '../../components'
import { useAction } from '../../hooks/use-action'
import { leftOut, reasonAgainst, whatChanges } from './changes'

interface ConfirmFootProps {
  data: RegisterImport
  onChange: (data: RegisterImport) => void
  /** The register has changed meanwhile: look again at what the file changes now. */
  onStale: () => Promise<void>
}

/** The one step that changes the register; its numbers are on the button. */
export function ConfirmFoot({ data, onChange, onStale }: ConfirmFootProps) {
  const { id, region, counts } = data
  const left = leftOut(data)
  const changes = whatChanges(data)
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
      <Button busy={write.busy} reason={reasonAgainst(data, changes)} onPress={() => void apply()}>
        {changes ? `确认导入：${changes}` : '确认导入'}
      </Button>
    </>
  )
}
