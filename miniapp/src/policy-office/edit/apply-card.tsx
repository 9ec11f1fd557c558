import type { ApplyAt } from '@hutang/shared/rules'
import { wayWords } from '@hutang/shared/rules'
import { View } from '@tarojs/components'
import { Button, Card, Checkbox, Input, RadioGroup, Textarea } from '../../components'
import { NumberInput } from '../fields/number-input'
import { choicesOf } from '../words'
import type { PartProps } from './part'

const places: Record<ApplyAt['kind'], string> = {
  counter: '到窗口办',
  url: '在网上办',
  miniProgram: '在小程序里办',
}

const plain = [{ name: '工作日', factor: 1 }]

const freshAt = (kind: ApplyAt['kind']): ApplyAt =>
  kind === 'url'
    ? { kind, url: 'https://' }
    : kind === 'miniProgram'
      ? { kind, appId: '', path: '' }
      : { kind }

/** How the money comes, what is handed in, and where. */
export function ApplyCard({ content, onEdit, wrong }: PartProps) {
  const { way, payDays, applyAt } = content
  return (
    <Card title="怎么办">
      <RadioGroup
        label="兑现方式"
        value={way}
        choices={choicesOf(wayWords)}
        onChange={(next) => onEdit({ way: next })}
      />
      <NumberInput
        label="多少天内到账"
        hint="文件没写就空着"
        units={plain}
        value={payDays}
        onChange={(days) =>
          onEdit({ payDays: days === null ? null : Math.min(1_000, Math.max(1, Math.round(days))) })
        }
      />
      <Materials content={content} onEdit={onEdit} wrong={wrong} />
      <View id="at-steps">
        <Textarea
          label="办理步骤"
          required
          hint="一行一步"
          maxLength={6_000}
          error={wrong('steps')}
          value={content.steps.join('\n')}
          onChange={(text) => onEdit({ steps: text === '' ? [] : text.split('\n').slice(0, 20) })}
        />
      </View>
      <View id="at-applyAt">
        <RadioGroup
          label="“我要办”打开哪里"
          value={applyAt.kind}
          choices={choicesOf(places)}
          onChange={(kind) => onEdit({ applyAt: freshAt(kind) })}
        />
        {applyAt.kind === 'url' ? (
          <Input
            label="办理网址"
            required
            hint="以 https:// 开头，请打开试一下再贴；打不开时会告诉您"
            maxLength={500}
            error={wrong('applyAt')}
            value={applyAt.url}
            onChange={(url) => onEdit({ applyAt: { kind: 'url', url: url.trim() } })}
          />
        ) : null}
        {applyAt.kind === 'miniProgram' ? (
          <>
            <Input
              label="小程序的AppID"
              required
              hint="wx 开头的 18 位，请向办理部门要"
              maxLength={60}
              error={wrong('applyAt')}
              value={applyAt.appId}
              onChange={(appId) => onEdit({ applyAt: { ...applyAt, appId: appId.trim() } })}
            />
            <Input
              label="小程序的页面"
              maxLength={300}
              value={applyAt.path}
              onChange={(path) => onEdit({ applyAt: { ...applyAt, path: path.trim() } })}
            />
          </>
        ) : null}
      </View>
      <View id="at-place">
        <Input
          label="到哪里办"
          required={applyAt.kind === 'counter'}
          hint="哪个窗口、地址"
          maxLength={120}
          error={wrong('place')}
          value={content.place}
          onChange={(place) => onEdit({ place })}
        />
      </View>
      <View id="at-phone">
        <Input
          label="咨询电话"
          required
          hint="办公室的电话，不写个人手机"
          maxLength={60}
          error={wrong('phone')}
          value={content.phone}
          onChange={(phone) => onEdit({ phone })}
        />
      </View>
    </Card>
  )
}

const mostMaterials = 40

function Materials({ content: { materials }, onEdit, wrong }: PartProps) {
  const set = (at: number, part: Partial<(typeof materials)[number]>) =>
    onEdit({ materials: materials.map((one, place) => (place === at ? { ...one, ...part } : one)) })
  return (
    <View id="at-materials">
      {materials.map(({ name, note, held }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a material has no name of its own while it is written
        <View className="policy-edit__material" key={at}>
          <Input
            label={`第 ${at + 1} 件材料`}
            maxLength={60}
            error={wrong(`materials.${at}`)}
            value={name}
            onChange={(next) => set(at, { name: next })}
          />
          <Input
            label={`第 ${at + 1} 件要注意什么`}
            maxLength={200}
            value={note}
            onChange={(next) => set(at, { note: next })}
          />
          <Checkbox
            label={`第 ${at + 1} 件办公室已有，不用交`}
            checked={held}
            onChange={(next) => set(at, { held: next })}
          />
          <Button
            kind="quiet"
            icon="trash"
            inline
            label={`第 ${at + 1} 件材料`}
            onPress={() => onEdit({ materials: materials.filter((_one, place) => place !== at) })}
          >
            删去
          </Button>
        </View>
      ))}
      {materials.length < mostMaterials ? (
        <Button
          kind="secondary"
          icon="plus"
          onPress={() => onEdit({ materials: [...materials, { name: '', note: '', held: false }] })}
        >
          加一件材料
        </Button>
      ) : null}
      <View className="policy-edit__gap" />
    </View>
  )
}
