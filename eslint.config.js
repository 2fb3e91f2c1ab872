import js from '@eslint/js';
import vue from 'eslint-plugin-vue';
import { defineConfig, globalIgnores } from 'eslint/config';
import typescript from 'typescript-eslint';
import vueParser from 'vue-eslint-parser';
import { readScriptsOfVue } from './scripts/check/scripts-of-vue.mjs';

readScriptsOfVue(import.meta.dirname, 'apps/*/src/**/*.vue');

// Components alone: everything else is read by oxlint, with the same rules, whose checker of types reads no components.
const typedRules = {
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-misused-promises': 'error',
  '@typescript-eslint/await-thenable': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
  '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
  '@typescript-eslint/no-unnecessary-type-assertion': 'error',
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
  '@typescript-eslint/no-unsafe-argument': 'error',
  '@typescript-eslint/no-unsafe-assignment': 'error',
  '@typescript-eslint/no-unsafe-call': 'error',
  '@typescript-eslint/no-unsafe-member-access': 'error',
  '@typescript-eslint/no-unsafe-return': 'error',
  '@typescript-eslint/only-throw-error': 'error',
  '@typescript-eslint/ban-ts-comment': 'error',
  // The compiler knows which names exist.
  'no-undef': 'off',
  'no-unused-vars': 'off',
  'no-redeclare': 'off',
};

export default defineConfig(
  globalIgnores(['**/node_modules', '**/dist', 'data', 'coverage', '**/*.js', '**/*.mjs']),
  {
    files: ['**/*.vue'],
    extends: [js.configs.recommended],
    linterOptions: { reportUnusedDisableDirectives: 'error', noInlineConfig: true },
    rules: { 'no-empty': 'error', eqeqeq: ['error', 'always', { null: 'ignore' }] },
  },
  { files: ['**/*.vue'], extends: [vue.configs['flat/essential']] },
  {
    files: ['**/*.vue'],
    plugins: { '@typescript-eslint': typescript.plugin },
    languageOptions: {
      parser: vueParser,
      parserOptions: {
        parser: typescript.parser,
        extraFileExtensions: ['.vue'],
        project: ['apps/*/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      ...typedRules,
      'vue/no-v-html': 'error',
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
    },
  },
);
