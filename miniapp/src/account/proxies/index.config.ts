export default definePageConfig({ navigationBarTitleText: '让家人看、替家人看' })
