/** How values from forms, expressions and "Additional JSON" become what an API takes. */
export * from './ids';
export * from './numbers';
export * from './plain';
export * from './textLists';
