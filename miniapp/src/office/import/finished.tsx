import type { RegisterImport } from '@hutang/shared/contract'
import { Text, View } from '@tarojs/components'
import { call } from '../../api/client'
import { Button, Card } from '../../components'
import { momentText } from '../../format/date'
import { goToOffice, officeAddress, replacePage } from '../../hooks/navigation'
import { AskFirst } from '../../widgets'

interface FinishedProps {
  data: RegisterImport
  onChange: (data: RegisterImport) => void
}

/** What the import did, with the way to take all of it back. */
export function Finished({ data, onChange }: FinishedProps) {
  const { id, region, result, undo, state } = data
  const takeBack = async () =>
    onChange(
      await call('POST /api/regions/:code/register/imports/:id/undo', { params: { code: region.code, id } }),
    )
  const undone = state === 'undone'
  return (
    <View className="import__finished">
      <Card title={undone ? '已整批撤回' : '已放进册子'} tone={undone ? 'info' : 'calm'}>
        <Text className="import__hero">{undone ? `${data.name}没有放进册子` : resultText(data)}</Text>
        {result ? (
          <Text className="import__line">{`${data.by} · ${momentText(result.at)} · ${data.name}`}</Text>
        ) : null}
        <Button onPress={() => void replacePage(officeAddress('register', { region: region.code }))}>
          看户籍册
        </Button>
        <Button kind="quiet" onPress={() => goToOffice('import', { region: region.code })}>
          再导入一份
        </Button>
      </Card>
      {result && result.keptByHand.length > 0 ? (
        <Card title="后来手工改过，没有撤回的" tone="warning">
          {result.keptByHand.map((line) => (
            <Text className="import__line" key={line}>
              {line}
            </Text>
          ))}
        </Card>
      ) : null}
      {undone ? null : (
        <Card title="放错了？">
          <Text className="import__line">
            {undo.allowed
              ? '可以整批撤回：这一次新增的、改过的都回到导入以前。后来手工改过的留着，会列给您看。'
              : (undo.reason ?? '现在不能撤回。')}
          </Text>
          {undo.allowed ? (
            <AskFirst
              action="整批撤回"
              after={`这一次导入的都会退回去：${resultText(data)}。`}
              run={takeBack}
            />
          ) : null}
        </Card>
      )}
    </View>
  )
}

function resultText({ result }: RegisterImport): string {
  if (!result) return '没有改动'
  const parts = [
    result.newHouseholds > 0 ? `新增 ${result.newHouseholds} 户` : '',
    result.newPeople > 0 ? `新增 ${result.newPeople} 人` : '',
    result.changedPeople > 0 ? `改了 ${result.changedPeople} 人` : '',
    result.endedPeople > 0 ? `${result.endedPeople} 人不再在册` : '',
  ].filter(Boolean)
  return parts.join('，') || '没有改动'
}
