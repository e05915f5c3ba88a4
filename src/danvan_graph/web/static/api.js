"use strict";
// Draws the documentation of the API with Swagger UI; asks no other host for anything.
window.SwaggerUIBundle({
  url: "/api/v1/openapi.json",
  dom_id: "#swagger-ui",
  deepLinking: false,
  validatorUrl: null,
  docExpansion: "list",
  defaultModelsExpandDepth: 0,
});
